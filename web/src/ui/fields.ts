import './fields.css';

/** The fields of forms; their styles come with the first page that has some. */
export { Radio, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
export { PasswordInput } from './password_input';
