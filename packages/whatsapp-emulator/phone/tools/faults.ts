import { api, type Fault } from "../api.ts";
import { patientOf, selectedPatient } from "../model.ts";
import { formOf, radios, selectField, textField, textIn } from "../ui/fields.ts";
import { h, isolated } from "../ui/dom.ts";
import { complain, toast } from "../ui/sheet.ts";
import { reasonFor, words } from "../words.ts";

const kinds = [
  "error",
  "http500",
  "refuse",
  "timeoutAfterAccept",
  "resetAfterAccept",
  "slow",
  "statusBeforeResponse",
  "loseStatus",
  "delayStatus",
  "duplicateStatus",
  "disorder",
  "sentAfterFailed",
] as const;
const codes = [130429, 131056, 131026, 131047, 131049, 131048, 131000, 131053, 132015, 190];

/** Orders trouble, lists what is ordered, forgets it. */
export function faultsPanel(): HTMLElement {
  const all = words();
  const list = h("ul", { class: "facts-list", "data-faults": true });
  const clear = h(
    "button",
    { type: "button", class: "quiet", click: () => void forget(list) },
    all.forgetFaults,
  );
  void refresh(list);
  return h(
    "div",
    { class: "stack" },
    orderForm(list),
    h("div", { class: "between" }, h("h3", {}, all.ordered), clear),
    list,
  );
}

function orderForm(list: HTMLElement): HTMLElement {
  const all = words();
  const hint = h("p", { class: "muted small" }, all.faultHint_error);
  const reason = h("p", { class: "muted small" }, reasonFor(codes[0] ?? 0));
  const code = selectField(
    all.code,
    "code",
    codes.map((each) => ({ value: String(each), label: String(each) })),
    String(codes[0]),
    {
      change: (event) => (reason.textContent = reasonFor(Number((event.target as HTMLSelectElement).value))),
    },
  );
  const kind = selectField(
    all.faultKind,
    "kind",
    kinds.map((each) => ({ value: each, label: all[`fault_${each}`] })),
    "error",
    {
      change: (event) => {
        const { value } = event.target as HTMLSelectElement;
        const chosen = kinds.find((each) => each === value) ?? "error";
        hint.textContent = all[`faultHint_${chosen}`];
        code.hidden = chosen !== "error";
        reason.hidden = chosen !== "error";
      },
    },
  );
  return formOf(
    (data) => void order(data, list),
    radios(
      all.faultTarget,
      "target",
      [
        { value: "send", label: all.targetSend },
        { value: "webhook", label: all.targetWebhook },
      ],
      "send",
    ),
    kind,
    hint,
    code,
    reason,
    textField(all.times, {
      name: "times",
      type: "number",
      min: 1,
      max: 1000,
      value: 1,
      required: true,
      dir: "ltr",
    }),
    radios(
      all.forWhom,
      "whom",
      [
        { value: "all", label: all.everybody },
        { value: "one", label: selectedPatient()?.name ?? all.nobodyChosen },
      ],
      "all",
    ),
    h("button", { class: "primary" }, all.orderFault),
  );
}

async function order(data: FormData, list: HTMLElement): Promise<void> {
  const kind = textIn(data, "kind");
  const patient = selectedPatient();
  try {
    await api.orderFault({
      target: textIn(data, "target"),
      kind,
      times: Number(data.get("times")),
      ...(kind === "error" && { code: Number(data.get("code")) }),
      ...(data.get("whom") === "one" && patient !== undefined && { patient: patient.id }),
    });
    toast(words().faultOrdered);
    await refresh(list);
  } catch (error) {
    complain(error);
  }
}

async function forget(list: HTMLElement): Promise<void> {
  await api.forgetFaults().catch(complain);
  await refresh(list);
}

async function refresh(list: HTMLElement): Promise<void> {
  try {
    const { faults } = await api.faults();
    list.replaceChildren(
      ...(faults.length === 0 ? [h("li", { class: "muted small" }, words().noFaults)] : faults.map(faultRow)),
    );
  } catch (error) {
    complain(error);
  }
}

function faultRow({ target, kind, code, times, patient }: Fault): HTMLElement {
  const all = words();
  const whom = patient === undefined ? all.everybody : (patientOf(patient)?.name ?? patient);
  return h(
    "li",
    { class: "fact" },
    h("strong", {}, all[`fault_${kind}`], code === undefined ? "" : ` ${code}`),
    h(
      "span",
      { class: "muted small" },
      `${target === "send" ? all.targetSend : all.targetWebhook} · ${times} × · `,
      isolated(whom),
    ),
  );
}
