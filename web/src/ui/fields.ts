import './fields.css';

/** The fields of forms; their styles come with the first page that has some. */
export { PasswordInput, Radio, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
