import { expect, test } from "vitest";
import { screensOf } from "./flow.ts";

const flow = {
  screens: [
    {
      id: "FIRST",
      title: "Before your visit",
      layout: {
        children: [
          { type: "TextHeading", text: "Two questions" },
          {
            type: "Form",
            children: [
              { type: "TextInput", name: "weight", label: "Weight", "input-type": "number", required: true },
              {
                type: "RadioButtonsGroup",
                name: "pain",
                label: "Pain",
                "data-source": [{ id: "none", title: "None" }, { id: "some" }],
              },
              { type: "Dropdown", name: "time", label: "Time", "data-source": "${data.times}" },
              {
                type: "Footer",
                label: "Go on",
                "on-click-action": { name: "navigate", next: { name: "LAST" } },
              },
            ],
          },
        ],
      },
    },
    {
      id: "LAST",
      layout: { children: [{ type: "Footer", label: "Done", "on-click-action": { name: "complete" } }] },
    },
  ],
};

test("screens have their fields, also those within a form, and lead to the next", () => {
  const [first, last] = screensOf(flow);
  expect(first).toMatchObject({ title: "Before your visit", next: "Go on", nextId: "LAST" });
  expect(first?.fields.map(({ kind, name, isRequired }) => [kind, name, isRequired])).toEqual([
    ["words", "", false],
    ["number", "weight", true],
    ["one", "pain", false],
  ]);
  expect(first?.fields[2]?.options).toEqual([
    { id: "none", title: "None" },
    { id: "some", title: "some" },
  ]);
  expect(last?.nextId).toBeUndefined();
});

test("what is no flow has no screens", () => {
  for (const wrong of [undefined, null, "x", [], { screens: "x" }]) expect(screensOf(wrong)).toEqual([]);
});
