'use client';

import { Bold, Check, Italic, Plus, Underline } from 'lucide-react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ButtonGroup, ButtonGroupSeparator, ButtonGroupText } from '@/components/ui/button-group';
import { Kbd, KbdGroup } from '@/components/ui/kbd';
import { Spinner } from '@/components/ui/spinner';
import { Toggle } from '@/components/ui/toggle';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { Example, Examples } from './example';

export function ActionExamples() {
  return (
    <Examples title="Actions">
      <Example title="Button" wide>
        <Button>Primary</Button>
        <Button variant="secondary">Secondary</Button>
        <Button variant="outline">Outline</Button>
        <Button variant="ghost">Ghost</Button>
        <Button variant="link">Link</Button>
        <Button variant="destructive">Destructive</Button>
        <Button disabled>Disabled</Button>
        <Button size="sm">Small</Button>
        <Button size="lg">Large</Button>
        <Button size="icon" variant="outline" aria-label="Add">
          <Plus />
        </Button>
      </Example>
      <Example title="Button group">
        <ButtonGroup>
          <Button variant="outline">Day</Button>
          <Button variant="outline">Week</Button>
          <Button variant="outline">Month</Button>
        </ButtonGroup>
        <ButtonGroup>
          <Button variant="secondary">Save</Button>
          <ButtonGroupSeparator />
          <Button variant="secondary" size="icon" aria-label="More ways to save">
            <Plus />
          </Button>
        </ButtonGroup>
        <ButtonGroup>
          <ButtonGroupText>https://</ButtonGroupText>
          <Button variant="outline">Copy</Button>
        </ButtonGroup>
      </Example>
      <Example title="Badge, spinner, keyboard">
        <Badge>Default</Badge>
        <Badge variant="secondary">Secondary</Badge>
        <Badge variant="outline">
          <Check /> Outline
        </Badge>
        <Badge variant="accent">Accent</Badge>
        <Badge variant="destructive">Destructive</Badge>
        <Spinner />
        <KbdGroup>
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </KbdGroup>
      </Example>
      <Example title="Toggle, toggle group">
        <Toggle aria-label="Bold">
          <Bold />
        </Toggle>
        <ToggleGroup type="multiple" variant="outline" aria-label="Text style">
          <ToggleGroupItem value="bold" aria-label="Bold">
            <Bold />
          </ToggleGroupItem>
          <ToggleGroupItem value="italic" aria-label="Italic">
            <Italic />
          </ToggleGroupItem>
          <ToggleGroupItem value="underline" aria-label="Underline">
            <Underline />
          </ToggleGroupItem>
        </ToggleGroup>
      </Example>
      <Example title="Sonner (toasts)">
        <Button variant="outline" onClick={() => toast.success('Saved', { description: 'Everybody sees it now.' })}>
          Show a success
        </Button>
        <Button variant="outline" onClick={() => toast.error('That did not work')}>
          Show an error
        </Button>
      </Example>
    </Examples>
  );
}
