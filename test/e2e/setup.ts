import { jest } from '@jest/globals';

/** A real n8n takes its time to start. (Jest knows a timeout of a project only from here, not from its config.) */
jest.setTimeout(300_000);
