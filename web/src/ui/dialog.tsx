import './dialog.css';

/** A dialog; its styles come with the first one that is opened. */
export { Modal } from '@mantine/core';
