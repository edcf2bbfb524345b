/** The lane of everything that writes to one channel. */
export const channelLane = ({ channel }: { readonly channel: string }): string => `channel ${channel}`;

/** The lane of everything that reaches one contact: what is sent to them keeps its order. */
export const contactLane = ({ contact }: { readonly contact: string }): string => `contact ${contact}`;
