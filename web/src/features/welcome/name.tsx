import { Button } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { IconArrowRight } from '@tabler/icons-react';
import { Offers } from '@/features/joining/offers';
import { hostOf } from '@/lib/words';
import { StepBody } from './frame';
import type { Plans } from './plans';
import css from './welcome.module.css';

interface NameProps {
  plans: Plans;
  onChange: (part: Partial<Plans>) => void;
  onNext: () => void;
}

/** What the workspace is called, and where the bell will stand. */
export function NameStep({ plans, onChange, onNext }: NameProps) {
  const ready = plans.name.trim() !== '';
  return (
    <StepBody
      title="What is your workspace called?"
      sub="The name that your team and your customers see. It can be changed later."
      foot={
        <>
          <span className="grow" />
          <Button
            size="lg"
            variant="filled"
            disabled={!ready}
            onClick={onNext}
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
          >
            Go on to the rules
          </Button>
        </>
      }
    >
      <Offers />
      <form
        className={css.nameForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onNext();
        }}
      >
        <TextInput
          label="Name of the workspace"
          required
          autoFocus
          maxLength={120}
          value={plans.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Your site"
          description={
            hostOf(plans.site)
              ? `The bell will ring only on ${hostOf(plans.site)}.`
              : 'Where the bell will stand. It can also be said in a moment.'
          }
          placeholder="your-site.example"
          value={plans.site}
          onChange={(event) => onChange({ site: event.currentTarget.value })}
        />
        <button type="submit" hidden />
      </form>
    </StepBody>
  );
}
