/**
 * The last look at words of the clinic before they leave: structured clinical content stays in. It knows what has
 * a shape (a laboratory value with its unit, a diagnosis code, a record number), not what needs reading.
 */
export function carriesClinicalContent(words: string): boolean {
  return shapes.some((shape) => shape.test(words));
}

const shapes: readonly RegExp[] = [
  // 6.1 %, 182 mg/dL, 7,4 mmol/l beside the name of what was measured
  /\b(hba1c|glucos[ae]|colesterol|cholesterol|ldl|hdl|creatinina|creatinine|hemoglobina|haemoglobin|hemoglobin|psa|tsh)\b.{0,40}\d/i,
  /\b\d+([.,]\d+)?\s?(mg\/d[lL]|mmol\/[lL]|g\/d[lL]|ng\/m[lL]|µ?u?g\/[lL]|m?UI\/m?[lL])\b/,
  // ICD-10: a letter, two digits and a decimal
  /\b[A-TV-Z]\d{2}\.\d{1,2}\b/,
  /\b(MRN|NHC|historia cl[ií]nica|record number)\b\W{0,3}(n[ºo°.]{0,2}\W{0,2})?\d{4,}/i,
  /\b(vih|hiv|vph|hpv|sars-cov-2|covid)\b.{0,20}\b(positiv[oae]|negativ[oae])\b/i,
];
