import { PasswordInput as Field, type PasswordInputProps } from '@mantine/core';

/** A field for a password; a screen reader hears that it was refused, as of every other field. */
export function PasswordInput(props: PasswordInputProps) {
  return <Field aria-invalid={props.error ? true : undefined} {...props} />;
}
