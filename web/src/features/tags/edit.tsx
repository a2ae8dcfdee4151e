import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { CountedTag } from '@/api/model';
import { asProblem } from '@/api/problem';
import { count } from '@/lib/words';
import { readAgain } from '@/lib/stale';
import { FormFoot } from '@/ui/form_foot';
import { FormOutcome } from '@/ui/outcome';
import { tagsQuery } from './data';
import { TagDot } from './tag_chip';
import css from './tags.module.css';

/** Eight that can be told apart in light and in dark. */
const COLOURS: [value: string, name: string][] = [
  ['#ae8024', 'Brass'],
  ['#1e7a43', 'Green'],
  ['#1b7f8a', 'Teal'],
  ['#2f6db5', 'Blue'],
  ['#8250b8', 'Purple'],
  ['#b8407a', 'Pink'],
  ['#c4541a', 'Orange'],
  ['#7a7264', 'Grey'],
];

const path = (tag: CountedTag) => ({ params: { path: { tag_id: tag.id } } });

/** Whatever shows tags is read again after one was changed. */
function useAgain() {
  const client = useQueryClient();
  return async () => {
    void client.invalidateQueries({ queryKey: ['conversations'] });
    void client.invalidateQueries({ queryKey: ['conversation'] });
    await readAgain(client, [tagsQuery]);
  };
}

function ChooseColour({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const known = COLOURS.some(([each]) => each === value.toLowerCase());
  const colours = known ? COLOURS : [...COLOURS, [value, 'As it is'] as [string, string]];
  return (
    <div>
      <p id="tag-colour" className={css.colourLabel}>
        Colour
      </p>
      <div role="radiogroup" aria-labelledby="tag-colour" className={css.colours}>
        {colours.map(([each, words]) => (
          <label key={each} className={css.colour} title={words}>
            <input
              type="radio"
              name="colour"
              aria-label={words}
              checked={each === value.toLowerCase()}
              onChange={() => onChange(each)}
            />
            <TagDot colour={each} />
          </label>
        ))}
      </div>
    </div>
  );
}

/** Makes a tag, or gives one another name or colour, wherever it is. */
export function TagDialog({ tag, onClose }: { tag: CountedTag | null; onClose: () => void }) {
  const again = useAgain();
  const [name, setName] = useState(tag?.name ?? '');
  const [colour, setColour] = useState(tag?.colour ?? '#ae8024');
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), colour };
      if (tag) await ok(api.PATCH('/api/v1/tags/{tag_id}', { ...path(tag), body }));
      else await ok(api.POST('/api/v1/tags', { body }));
    },
    onSuccess: async () => {
      await again();
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Modal opened onClose={onClose} title={tag ? `Change ${tag.name}` : 'New tag'} size={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label="Name"
          required
          maxLength={40}
          data-autofocus
          value={name}
          error={problem?.field('name')}
          onChange={(event) => {
            setName(event.currentTarget.value);
            save.reset();
          }}
        />
        <ChooseColour value={colour} onChange={setColour} />
        <FormFoot
          failed="The tag was not saved"
          problem={problem}
          onBack={onClose}
          pending={save.isPending}
          ready={name.trim() !== ''}
        >
          {tag ? 'Save' : 'Make the tag'}
        </FormFoot>
      </form>
    </Modal>
  );
}

/** Takes a tag away, from every conversation that carries it. */
export function RemoveTagDialog({ tag, onClose }: { tag: CountedTag; onClose: () => void }) {
  const again = useAgain();
  const remove = useMutation({
    mutationFn: () => ok(api.DELETE('/api/v1/tags/{tag_id}', path(tag))),
    onSuccess: async () => {
      await again();
      onClose();
    },
  });
  const problem = remove.error ? asProblem(remove.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Remove ${tag.name}`} size={440}>
      <div className="stack">
        <p className="t14 ink2">
          It goes from {count(tag.conversations, 'conversation')}. The conversations stay as they are.
        </p>
        <FormOutcome title={`${tag.name} was not removed`} problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {tag.name}
          </Button>
          <Button size="lg" variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove {tag.name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
