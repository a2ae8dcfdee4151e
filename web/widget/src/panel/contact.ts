/** The visitor leaves a name and an e-mail address, so that the team knows who asks. */
import { el } from "../dom.ts";
import { Problem } from "./api.ts";
import type { Contact } from "./session.ts";

interface Field {
  box: HTMLElement;
  input: HTMLInputElement;
  complain(message: string): void;
}

function field(label: string, attributes: Record<string, string>): Field {
  const error = el("p", { class: "error", id: `${attributes["name"]}-error`, hidden: true });
  const input = el("input", { ...attributes, "aria-describedby": error.id });
  return {
    box: el("div", {}, el("label", {}, label, input), error),
    input,
    complain(message) {
      error.textContent = message;
      error.hidden = !message;
      input.setAttribute("aria-invalid", `${!!message}`);
    },
  };
}

export class ContactForm {
  readonly box: HTMLFormElement;
  private readonly name = field("Name", { name: "name", autocomplete: "name", maxlength: "200" });
  private readonly email = field("E-mail", {
    name: "email",
    type: "email",
    autocomplete: "email",
    maxlength: "254",
  });
  private readonly error = el("p", { class: "error", role: "alert", hidden: true });

  /** `done` is called when the form is finished with, saved or not. */
  constructor(
    private readonly save: (contact: Contact) => Promise<void>,
    private readonly done: () => void,
  ) {
    const cancel = el("button", { type: "button" }, "Cancel");
    const submit = el("button", { class: "main", type: "submit" }, "Save");
    this.box = el(
      "form",
      { class: "contact", novalidate: true, hidden: true, "aria-label": "Your name and e-mail" },
      el("h3", {}, "Your name and e-mail"),
      el("p", {}, "So that the team knows who they are talking to."),
      this.name.box,
      this.email.box,
      this.error,
      el("div", { class: "choices" }, cancel, submit),
    );
    cancel.addEventListener("click", done);
    this.box.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
  }

  /** Begins with what is known already. */
  open({ name, email }: Contact): void {
    this.name.input.value = name ?? "";
    this.email.input.value = email ?? "";
    this.complain(null);
    this.name.input.focus();
  }

  private async submit(): Promise<void> {
    this.complain(null);
    const [name, email] = [this.name.input.value.trim(), this.email.input.value.trim()];
    if (!name && !email) return this.fault(this.name, "Write a name or an e-mail address.");
    if (!this.email.input.validity.valid) return this.fault(this.email, "This is not an e-mail address.");
    try {
      await this.save({ ...(name && { name }), ...(email && { email }) });
      this.done();
    } catch (error) {
      this.complain(error instanceof Problem ? error : new Problem(0));
    }
  }

  private complain(problem: Problem | null): void {
    this.error.hidden = true;
    for (const it of [this.name, this.email]) {
      const named = problem?.errors.find(({ field }) => field === it.input.name);
      it.complain(named?.message ?? "");
      if (named) problem = null;
    }
    if (!problem) return;
    this.error.textContent = problem.message || "It could not be saved. Try again.";
    this.error.hidden = false;
  }

  private fault(it: Field, message: string): void {
    it.complain(message);
    it.input.focus();
  }
}
