import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import part from './parts.module.css';

const field = { input: part.input };

/**
 * Mantine's parts in the shapes and colours of `tokens.css`. Plain objects by name: what a page does not show yet is
 * not loaded with the first one.
 */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { variant: 'default', size: 'md' },
      classNames: { root: part.button, section: part.section },
    },
    ActionIcon: {
      defaultProps: { variant: 'transparent' },
      classNames: { root: part.icon },
    },
    Input: { classNames: field },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'], withAsterisk: false },
      classNames: {
        label: part.label,
        required: part.required,
        description: part.description,
        error: part.error,
      },
    },
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show what is typed' } },
      classNames: field,
    },
    Tooltip: {
      defaultProps: { openDelay: 400, transitionProps: { duration: 0 } },
      classNames: { tooltip: part.tooltip },
    },
    Modal: {
      defaultProps: {
        size: 600,
        centered: true,
        // The panes scroll, never the page, so nothing has to be held still behind a dialog.
        lockScroll: false,
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 1 },
        // A dialog's head is no second banner of the page.
        attributes: { header: { role: 'presentation' } },
        closeButtonProps: { 'aria-label': 'Close', iconSize: 16 },
      },
      classNames: {
        content: part.modal,
        header: part.modalHeader,
        title: part.modalTitle,
        body: part.modalBody,
        close: part.modalClose,
        overlay: part.scrim,
      },
    },
    SegmentedControl: {
      defaultProps: { transitionDuration: 0, withItemsBorders: false },
      classNames: {
        root: part.segments,
        label: part.segmentLabel,
        control: part.segmentControl,
        indicator: part.segmentIndicator,
        input: part.segmentInput,
      },
    },
    Switch: {
      classNames: {
        root: part.switchRoot,
        track: part.switchTrack,
        input: part.switchInput,
        label: part.switchLabel,
      },
    },
    Radio: {
      defaultProps: { size: 'xs' },
      classNames: {
        inner: part.radioInner,
        radio: part.radio,
        icon: part.radioIcon,
        label: part.radioLabel,
        labelWrapper: part.radioWords,
        description: part.radioDescription,
      },
    },
    Progress: { defaultProps: { size: 4, color: 'var(--ink-3)' }, classNames: { root: part.progress } },
    Skeleton: { defaultProps: { radius: 6 }, classNames: { root: part.skeleton } },
  },
});

/** Points Mantine's own variables at our tokens, which already change with light and dark. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-primary-color-filled': 'var(--brass)',
    '--mantine-color-anchor': 'var(--brass)',
  },
  light: { '--mantine-color-body': 'var(--paper)', '--mantine-color-text': 'var(--ink)' },
  dark: { '--mantine-color-body': 'var(--paper)', '--mantine-color-text': 'var(--ink)' },
});
