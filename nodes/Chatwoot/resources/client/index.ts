export { clientContact } from './contact';
export { clientConversation } from './conversation';
export { clientMessage } from './message';
