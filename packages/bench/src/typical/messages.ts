/** What travels between the services; phone, name, text and content are encrypted, base64. */
type About = { tenant: string; contactId: string; phone: string };
export type Inbound = About & { messageId: string; name: string; text: string; choice: string; at: number };
export type Outbound = About & { intentId: string; content: string };
export type Status = { tenant: string; intentId: string; status: string; at: number };
