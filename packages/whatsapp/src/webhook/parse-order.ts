import { at, listOf, numberOf, textAt } from "../loose.ts";
import type { Order } from "./inbound-parts.ts";

/** Reads what was put into the cart; items without a product are left out. */
export function orderOf(body: unknown): Order {
  const items = listOf(at(body, "product_items")).flatMap((item) => {
    const productId = textAt(item, "product_retailer_id");
    if (productId === undefined) return [];
    const quantity = numberOf(at(item, "quantity"));
    const itemPrice = numberOf(at(item, "item_price"));
    return [{ productId, quantity, itemPrice, currency: textAt(item, "currency") }];
  });
  return { catalogId: textAt(body, "catalog_id"), items };
}
