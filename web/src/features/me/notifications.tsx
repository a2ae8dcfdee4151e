import { Switch } from '@/ui/fields';
import { useState } from 'react';
import { canNotify, setDesktop, useDesktop } from '@/lib/desktop';
import { setSound, useSound } from '@/lib/ding';
import { Warning } from '@/ui/notes';
import { Section } from '@/ui/section';
import css from './me.module.css';

/** What this browser does when there is work for me. Kept in this browser: a phone may be quiet while a desk is not. */
export function NotificationsSection() {
  const sound = useSound();
  const desktop = useDesktop();
  const [denied, setDenied] = useState(false);
  return (
    <Section title="Notifications" sub="For this browser only.">
      <div className={css.choices}>
        <Switch
          label="Ring softly when somebody gives me a conversation"
          checked={sound}
          onChange={(event) => setSound(event.currentTarget.checked)}
        />
        {canNotify && (
          <Switch
            label="Tell me while Deskbell is in the background"
            checked={desktop}
            onChange={(event) => {
              const wanted = event.currentTarget.checked;
              void setDesktop(wanted).then((on) => setDenied(wanted && !on));
            }}
          />
        )}
        {denied && (
          <div role="status">
            <Warning>
              This browser does not let Deskbell show notifications. Its settings for this page can change
              that.
            </Warning>
          </div>
        )}
      </div>
    </Section>
  );
}
