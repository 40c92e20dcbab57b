/** A form of one field: its error stands at the field, and the field gets the focus. */
import { useRef, useState, type FormEvent } from "react";

/** `submit` gives the sentence that says what is wrong with the value, or sends it. */
export function useForm(initial: string, submit: (value: string) => string | undefined) {
  const [value, setValueAlone] = useState(initial);
  const [error, setError] = useState<string>();
  const ref = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const setValue = (next: string) => {
    setValueAlone(next);
    setError(undefined);
  };
  return {
    value,
    setValue,
    setError,
    field: { ref, error },
    submit: (event: FormEvent) => {
      event.preventDefault();
      const wrong = submit(value);
      setError(wrong);
      if (wrong !== undefined) ref.current?.focus();
    },
  };
}
