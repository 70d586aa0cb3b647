import { say } from "../actions.ts";
import { formEnd, formOf, textField, textIn } from "../ui/fields.ts";
import { h, isolated } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";

/** Where a patient might be. The page never asks where its user is. */
export function openPlaces(patientId: string, contextId?: string): void {
  const {
    location,
    placeHere,
    placePharmacy,
    placeHome,
    latitude,
    longitude,
    placeName,
    otherPlace,
    cancel,
    send,
  } = words();
  const places = [
    { label: placeHere, order: { latitude: 40.4168, longitude: -3.7038 } },
    {
      label: placeHome,
      order: {
        latitude: 40.4233,
        longitude: -3.6922,
        name: placeHome,
        address: "Calle Mayor 1, 28013 Madrid",
      },
    },
    { label: placePharmacy, order: { latitude: 51.5033, longitude: -0.1195, name: placePharmacy } },
  ];
  openSheet(location, (close) => {
    const share = (order: Readonly<Record<string, unknown>>): void => {
      close();
      void say(patientId, { type: "location", ...order, ...(contextId !== undefined && { contextId }) });
    };
    const degrees = { type: "number", step: "any", required: true, dir: "ltr" };
    return [
      h(
        "div",
        { class: "rows" },
        ...places.map(({ label, order }) =>
          h(
            "button",
            { type: "button", class: "row line", click: () => share(order) },
            icon("pin"),
            isolated(label),
          ),
        ),
      ),
      h("h3", { class: "rows-title" }, otherPlace),
      formOf(
        (data) =>
          share({
            latitude: Number(data.get("latitude")),
            longitude: Number(data.get("longitude")),
            ...(textIn(data, "name") !== "" && { name: textIn(data, "name") }),
          }),
        h(
          "div",
          { class: "pair" },
          textField(latitude, { ...degrees, name: "latitude", min: -90, max: 90 }),
          textField(longitude, { ...degrees, name: "longitude", min: -180, max: 180 }),
        ),
        textField(placeName, { name: "name", maxlength: 200 }),
        formEnd(cancel, close, send),
      ),
    ];
  });
}
