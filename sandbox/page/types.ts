/** What the page shows and what it asks for: spoken by the server's part and by the browser's part. */

/** The places between which messages travel: the services, n8n, and any other program. */
export type Station = 'amio' | 'proto' | 'chatwoot' | 'aicx' | 'n8n' | 'other';

/** Leads to http or https, nowhere else. */
export interface Link {
	readonly label: string;
	readonly url: string;
}

export interface CardButton {
	readonly title: string;
	/** Where it leads; null for one that is tapped. */
	readonly url: string | null;
}

export interface Card {
	readonly title: string;
	readonly text: string;
	readonly links: readonly Link[];
	readonly buttons: readonly CardButton[];
}

/** Who speaks. `business`: whoever answers on a channel, which cannot tell. */
export type Speaker = 'customer' | 'business' | 'bot' | 'agent' | 'note' | 'event';

/** How far a message has come. */
export type Progress = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message of a conversation, whatever the service. */
export interface Said {
	readonly id: string;
	readonly from: Speaker;
	/** Empty where it is not known, or plain to see. */
	readonly author: string;
	/** Milliseconds since 1970; null where the service tells no time. */
	readonly at: number | null;
	readonly text: string;
	readonly links: readonly Link[];
	readonly cards: readonly Card[];
	/** Titles of the quick replies that came with it. */
	readonly offers: readonly string[];
	readonly progress: Progress | null;
	/** e.g. why it failed; empty for nothing. */
	readonly remark: string;
}

/** A customer, on one channel. */
export interface Person {
	readonly id: string;
	readonly name: string;
	/** e.g. `Shop, Facebook Messenger` */
	readonly channel: string;
	/** Whether the channel has a webhook: without one nobody hears what is written. */
	readonly heard: boolean;
	readonly typing: boolean;
	readonly talk: readonly Said[];
	/** What can be tapped below the newest message. */
	readonly quickReplies: readonly string[];
}

/** What belongs to a customer, as far as it can be told. */
interface About {
	/** The person's id; null when it names none that is known. */
	readonly who: string | null;
}

export interface BotChat extends About {
	readonly id: string;
	/** The customer's name; empty until the bot knows it. */
	readonly human: string;
	readonly answeredBy: 'bot' | 'agent';
	/** Empty for none. */
	readonly chatToken: string;
	readonly talk: readonly Said[];
}

export interface DeskConversation extends About {
	readonly id: number;
	readonly contact: string;
	readonly inbox: string;
	readonly status: 'open' | 'resolved' | 'pending' | 'snoozed';
	readonly unread: number;
	readonly labels: readonly string[];
	/** Empty for nobody. */
	readonly assignee: string;
	readonly team: string;
	readonly priority: string;
	readonly talk: readonly Said[];
}

/** By whom the desk is answered. */
export type AgentRole = 'agent' | 'administrator';

export interface Desk {
	readonly agents: readonly { readonly role: AgentRole; readonly name: string }[];
	/** Newest activity first. */
	readonly conversations: readonly DeskConversation[];
}

export interface Ticket {
	readonly id: string;
	readonly subject: string;
	/** The name, if it is known. */
	readonly customer: string;
	/** How its creator named the customer, e.g. `provided_unique_id 4711`. */
	readonly reference: string;
}

export interface TicketCustomer {
	readonly id: string;
	readonly name: string;
	/** What is known: name and value. */
	readonly facts: readonly (readonly [name: string, value: string])[];
	readonly tags: readonly string[];
}

export interface Tickets {
	/** Newest first, as the customers. */
	readonly tickets: readonly Ticket[];
	readonly customers: readonly TicketCustomer[];
}

/** One HTTP call, in or out. */
export interface Hop {
	readonly seq: number;
	readonly at: number;
	readonly from: Station;
	readonly to: Station;
	readonly fromName: string;
	readonly toName: string;
	/** e.g. `message "Hello"` */
	readonly what: string;
	/** `open`: no answer yet. */
	readonly outcome: 'open' | 'good' | 'bad';
	/** Of the answer, e.g. `200`, or why there is none. */
	readonly answer: string;
}

/** A run of a workflow, as whoever started n8n tells it. */
export interface Run {
	readonly workflow: string;
	/** n8n's word: `success`, `error`, `running`, … */
	readonly status: string;
	/** ISO 8601; null while it waits for its turn. */
	readonly startedAt: string | null;
	/** In n8n's editor. */
	readonly url: string;
}

/** The same as it is shown. */
export interface ShownRun extends Omit<Run, 'startedAt'> {
	/** Milliseconds since 1970; null for not yet. */
	readonly at: number | null;
}

/** The n8n beside the sandbox. */
export interface N8n {
	readonly url: string;
	/** How to sign in, in a sentence. */
	readonly signIn?: string;
}

export interface Runs {
	/** Null when no n8n is connected. */
	readonly n8n: { readonly url: string; readonly signIn: string } | null;
	/** Newest first. */
	readonly runs: readonly ShownRun[];
	/** Why they could not be read the last time; empty when they could. */
	readonly problem: string;
}

/** All that the page shows, made of fields that are meant to be seen. Pushed by the section. */
export interface Snapshot {
	/** In order of coming. */
	readonly people: readonly Person[];
	/** Newest first. */
	readonly chats: readonly BotChat[];
	readonly desk: Desk;
	readonly tickets: Tickets;
	/** Newest first. */
	readonly journey: readonly Hop[];
	readonly runs: Runs;
}

/** What somebody does on the page. */
export type Action =
	| { readonly do: 'meet' }
	| { readonly do: 'say'; readonly person: string; readonly text: string }
	| { readonly do: 'tap'; readonly person: string; readonly title: string }
	| {
			readonly do: 'answer';
			readonly conversation: number;
			readonly as: AgentRole;
			readonly text: string;
			readonly private: boolean;
	  }
	| {
			readonly do: 'turn';
			readonly conversation: number;
			readonly as: AgentRole;
			readonly status: 'open' | 'resolved';
	  }
	| { readonly do: 'look'; readonly conversation: number; readonly as: AgentRole };

/** What came of it. */
export type Outcome =
	| {
			readonly ok: true;
			/** The id of a new customer. */
			readonly person?: string;
	  }
	| { readonly ok: false; readonly says: string };
