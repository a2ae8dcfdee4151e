import { Switch, TextInput } from '@/ui/fields';
import type { Widget } from '@/api/model';
import type { Problem } from '@/api/problem';
import css from './channels.module.css';

/** What can be changed about how a widget looks. */
export type Settings = Pick<
  Widget,
  'name' | 'welcome_heading' | 'welcome_tagline' | 'primary_color' | 'show_online_badge' | 'logo_url'
>;

export function newSettings(): Settings {
  return {
    name: 'Deskbell',
    welcome_heading: 'Hi there!',
    welcome_tagline: 'Ask us about anything that you see here.',
    primary_color: '#241F17',
    show_online_badge: true,
    logo_url: null,
  };
}

export function settingsOf(widget: Widget): Settings {
  const { name, welcome_heading, welcome_tagline, primary_color, show_online_badge, logo_url } = widget;
  return { name, welcome_heading, welcome_tagline, primary_color, show_online_badge, logo_url };
}

interface FieldsProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
  problem: Problem | null;
  /** The site, which is set once, when the widget is made. */
  domain?: { value: string; onChange: (domain: string) => void };
}

type Words = 'name' | 'welcome_heading' | 'welcome_tagline';

/** The form of a widget; the preview beside it follows every key. */
export function WidgetFields({ settings, onChange, problem, domain }: FieldsProps) {
  const words = (field: Words) => ({
    value: settings[field],
    error: problem?.field(field),
    maxLength: 200,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...settings, [field]: event.currentTarget.value }),
  });
  return (
    <div className={css.fields}>
      {domain && (
        <TextInput
          label="Your site"
          description="The bell rings on this host and its www, and nowhere else."
          placeholder="your-site.example"
          required
          data-autofocus
          value={domain.value}
          error={problem?.field('domain')}
          onChange={(event) => domain.onChange(event.currentTarget.value)}
        />
      )}
      <TextInput label="Name" required {...words('name')} />
      <TextInput label="Heading" {...words('welcome_heading')} />
      <TextInput label="Tagline" {...words('welcome_tagline')} />
      <Colour settings={settings} onChange={onChange} problem={problem} />
      <TextInput
        label="Address of a logo"
        description="An https address; left empty, the bell is shown."
        type="url"
        placeholder="https://"
        value={settings.logo_url ?? ''}
        error={problem?.field('logo_url')}
        onChange={(event) => onChange({ ...settings, logo_url: event.currentTarget.value || null })}
      />
      <Switch
        label="Show whether somebody is live"
        checked={settings.show_online_badge}
        onChange={(event) => onChange({ ...settings, show_online_badge: event.currentTarget.checked })}
      />
    </div>
  );
}

function Colour({ settings, onChange, problem }: Omit<FieldsProps, 'domain'>) {
  const change = (event: React.ChangeEvent<HTMLInputElement>) =>
    onChange({ ...settings, primary_color: event.currentTarget.value });
  return (
    <div className={css.colour}>
      <TextInput
        label="Colour"
        className="grow"
        pattern="#[0-9a-fA-F]{6}"
        value={settings.primary_color}
        error={problem?.field('primary_color')}
        onChange={change}
      />
      <input
        type="color"
        aria-label="Choose a colour"
        className={css.swatch}
        value={/^#[0-9a-fA-F]{6}$/.test(settings.primary_color) ? settings.primary_color : '#241f17'}
        onChange={change}
      />
    </div>
  );
}
