"use client";
import { AskForm, type AskFormProps } from "../ask/ask-form.tsx";
import { useSharedHome } from "../shell/live-home.tsx";

export function AskPanel(form: Omit<AskFormProps, "modules">) {
  const { modules } = useSharedHome().home;
  return (
    <section aria-labelledby="ask-heading" className="grid gap-3">
      <h1 id="ask-heading" className="font-semibold text-body">
        Ask a module
      </h1>
      <AskForm {...form} modules={modules} />
    </section>
  );
}
