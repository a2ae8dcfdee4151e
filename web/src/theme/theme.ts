import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  InputWrapper,
  Menu,
  Modal,
  PasswordInput,
  Popover,
  Radio,
  SegmentedControl,
  Skeleton,
  Switch,
  Tooltip,
  type CSSVariablesResolver,
} from '@mantine/core';
import part from './parts.module.css';

const field = { input: part.input };

/** Mantine's parts in the shapes and colours of `tokens.css`; every part that the page uses is listed here. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'md' },
      classNames: { root: part.button, section: part.section },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'transparent' },
      classNames: { root: part.icon },
    }),
    Input: Input.extend({ classNames: field }),
    InputWrapper: InputWrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: {
        label: part.label,
        required: part.required,
        description: part.description,
        error: part.error,
      },
    }),
    PasswordInput: PasswordInput.extend({ classNames: field }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'none', transitionProps: { duration: 0 }, width: 220 },
      classNames: {
        dropdown: part.dropdown,
        item: part.item,
        label: part.menuLabel,
        divider: part.menuLine,
      },
    }),
    Popover: Popover.extend({
      defaultProps: { shadow: 'none', transitionProps: { duration: 0 } },
      classNames: { dropdown: part.dropdown },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, transitionProps: { duration: 0 } },
      classNames: { tooltip: part.tooltip },
    }),
    Modal: Modal.extend({
      defaultProps: {
        size: 600,
        centered: true,
        // The panes scroll, never the page, so nothing has to be held still behind a dialog.
        lockScroll: false,
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 1 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      classNames: {
        content: part.modal,
        header: part.modalHeader,
        title: part.modalTitle,
        body: part.modalBody,
        close: part.modalClose,
        overlay: part.scrim,
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { transitionDuration: 0, withItemsBorders: false },
      classNames: {
        root: part.segments,
        label: part.segmentLabel,
        control: part.segmentControl,
        indicator: part.segmentIndicator,
        input: part.segmentInput,
      },
    }),
    Switch: Switch.extend({
      classNames: { track: part.switchTrack, input: part.switchInput, label: part.switchLabel },
    }),
    Radio: Radio.extend({
      classNames: { radio: part.radio, icon: part.radioIcon, label: part.radioLabel },
    }),
    Skeleton: Skeleton.extend({ classNames: { root: part.skeleton } }),
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
