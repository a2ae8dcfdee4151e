import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { Widget } from '@/api/model';
import { settingsOf } from '@/features/channels/fields';
import { Preview } from '@/features/channels/preview';
import { useSomebodyLive } from '@/features/team/data';
import { StepBody } from './frame';
import { Listening, useFirstMessage } from './listening';
import { ShownAs } from './shown_as';
import css from './welcome.module.css';

interface StepProps {
  widget: Widget;
  onBack: () => void;
  onNext: () => void;
}

/** The bell rings for the first time, on the same screen. */
export function FirstMessageStep({ widget, onBack, onNext }: StepProps) {
  const arrived = useFirstMessage() !== null;
  const online = useSomebodyLive();
  return (
    <StepBody
      title={arrived ? 'The bell rang' : 'Ring the bell'}
      sub={
        arrived
          ? 'From now on every message appears in your inbox like this, at once.'
          : 'Open the test page, write as a visitor would, and watch this one.'
      }
      foot={
        <>
          <Button
            size="lg"
            variant="subtle"
            leftSection={<IconArrowLeft size={16} stroke={1.75} />}
            onClick={onBack}
          >
            Back
          </Button>
          <span className="grow" />
          <Button
            size="lg"
            variant="filled"
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
            onClick={onNext}
          >
            Go on to the team
          </Button>
        </>
      }
    >
      <div className={css.two}>
        <div className={css.left}>
          <Listening widget={widget} />
          <ShownAs />
        </div>
        <Preview settings={settingsOf(widget)} domain={widget.domain} online={online} />
      </div>
    </StepBody>
  );
}
