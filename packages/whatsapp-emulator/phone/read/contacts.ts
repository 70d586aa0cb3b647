import { listAt, textAt } from "./json.ts";

export interface ContactCard {
  readonly name: string;
  readonly organisation?: string;
  /** Telephone numbers, addresses of mail and of streets, in this order. */
  readonly lines: readonly { readonly kind: "phone" | "email" | "address" | "url"; readonly value: string }[];
}

export function contactsOf(contacts: readonly unknown[]): readonly ContactCard[] {
  return contacts.map((contact) => {
    const organisation = textAt(contact, "org", "company");
    const lines = [
      ...listAt(contact, "phones").map((each) => ({ kind: "phone" as const, value: textAt(each, "phone") })),
      ...listAt(contact, "emails").map((each) => ({ kind: "email" as const, value: textAt(each, "email") })),
      ...listAt(contact, "addresses").map((each) => ({ kind: "address" as const, value: street(each) })),
      ...listAt(contact, "urls").map((each) => ({ kind: "url" as const, value: textAt(each, "url") })),
    ];
    return {
      name: textAt(contact, "name", "formatted_name") ?? textAt(contact, "name", "first_name") ?? "?",
      ...(organisation !== undefined && { organisation }),
      lines: lines.flatMap(({ kind, value }) => (value === undefined ? [] : [{ kind, value }])),
    };
  });
}

function street(address: unknown): string | undefined {
  const parts = ["street", "city", "zip", "country"].map((part) => textAt(address, part));
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(", ");
}
