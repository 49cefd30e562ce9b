'use client';

import { Mail } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Calendar } from '@/components/ui/calendar';
import { Checkbox } from '@/components/ui/checkbox';
import { Combobox } from '@/components/ui/combobox';
import { DatePicker } from '@/components/ui/date-picker';
import {
  Field,
  FieldContent,
  FieldDescription,
  FieldError,
  FieldGroup,
  FieldLabel,
  FieldLegend,
  FieldSeparator,
  FieldSet,
  FieldTitle,
} from '@/components/ui/field';
import { Form, FormControl, FormDescription, FormField, FormItem, FormLabel, FormMessage } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import {
  InputGroup,
  InputGroupAddon,
  InputGroupInput,
  InputGroupText,
  InputGroupTextarea,
} from '@/components/ui/input-group';
import { InputOTP, InputOTPGroup, InputOTPSeparator, InputOTPSlot } from '@/components/ui/input-otp';
import { Label } from '@/components/ui/label';
import { NativeSelect, NativeSelectOptGroup, NativeSelectOption } from '@/components/ui/native-select';
import { RadioGroup, RadioGroupItem } from '@/components/ui/radio-group';
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectSeparator,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { Example, Examples } from './example';

const cities = ['Amsterdam', 'Berlin', 'Copenhagen', 'Lisbon', 'Vienna'].map((label) => ({
  value: label.toLowerCase(),
  label,
}));

function NicknameForm() {
  const form = useForm({ defaultValues: { nickname: '' } });
  return (
    <Form {...form}>
      <form onSubmit={form.handleSubmit(() => undefined)} className="grid w-full gap-4">
        <FormField
          control={form.control}
          name="nickname"
          rules={{ required: 'Nickname is required' }}
          render={({ field }) => (
            <FormItem>
              <FormLabel>Nickname</FormLabel>
              <FormControl>
                <Input {...field} />
              </FormControl>
              <FormDescription>What others call you.</FormDescription>
              <FormMessage />
            </FormItem>
          )}
        />
        <Button type="submit" size="sm" className="w-fit">
          Check
        </Button>
      </form>
    </Form>
  );
}

export function FormExamples() {
  const [city, setCity] = useState('');
  const [day, setDay] = useState<Date | undefined>();
  return (
    <Examples title="Forms">
      <Example title="Field, input, textarea">
        <FieldSet className="w-full">
          <FieldLegend>Address</FieldLegend>
          <FieldGroup>
            <Field>
              <FieldLabel htmlFor="ui-street" required>
                Street
              </FieldLabel>
              <Input id="ui-street" placeholder="12 Harbour Street" />
              <FieldDescription>Where parcels go.</FieldDescription>
            </Field>
            <Field>
              <FieldLabel htmlFor="ui-code">Post code</FieldLabel>
              <Input id="ui-code" defaultValue="???" aria-invalid aria-describedby="ui-code-error" />
              <FieldError id="ui-code-error">Enter a post code</FieldError>
            </Field>
            <FieldSeparator />
            <Field>
              <FieldLabel htmlFor="ui-remarks">Remarks</FieldLabel>
              <Textarea id="ui-remarks" />
            </Field>
          </FieldGroup>
        </FieldSet>
      </Example>
      <Example title="Form (react-hook-form)">
        <NicknameForm />
      </Example>
      <Example title="Checkbox, switch, radio group">
        <div className="grid w-full gap-5">
          <div className="flex items-center gap-2">
            <Checkbox id="ui-terms" defaultChecked />
            <Label htmlFor="ui-terms">I have read the terms</Label>
          </div>
          <Field orientation="horizontal">
            <FieldContent>
              <FieldTitle>Digest</FieldTitle>
              <FieldDescription>One e-mail a week.</FieldDescription>
            </FieldContent>
            <Switch aria-label="Digest" defaultChecked />
          </Field>
          <RadioGroup defaultValue="monthly" aria-label="Payment">
            {['Monthly', 'Yearly'].map((label) => (
              <div key={label} className="flex items-center gap-2">
                <RadioGroupItem value={label.toLowerCase()} id={`ui-${label}`} />
                <Label htmlFor={`ui-${label}`}>{label}</Label>
              </div>
            ))}
          </RadioGroup>
        </div>
      </Example>
      <Example title="Select, native select, combobox, date picker">
        <Select>
          <SelectTrigger aria-label="Plan" className="w-40">
            <SelectValue placeholder="Plan" />
          </SelectTrigger>
          <SelectContent>
            <SelectGroup>
              <SelectLabel>Plans</SelectLabel>
              <SelectItem value="free">Free</SelectItem>
              <SelectItem value="team">Team</SelectItem>
              <SelectSeparator />
              <SelectItem value="large">Large</SelectItem>
            </SelectGroup>
          </SelectContent>
        </Select>
        <NativeSelect aria-label="Size">
          <NativeSelectOptGroup label="Sizes">
            <NativeSelectOption value="s">Small</NativeSelectOption>
            <NativeSelectOption value="l">Large</NativeSelectOption>
          </NativeSelectOptGroup>
        </NativeSelect>
        <Label htmlFor="ui-city" className="sr-only">
          City
        </Label>
        <Combobox id="ui-city" options={cities} value={city} onValueChange={setCity} className="w-44" />
        <Label htmlFor="ui-day" className="sr-only">
          Day
        </Label>
        <DatePicker id="ui-day" value={day} onValueChange={setDay} className="w-44" />
      </Example>
      <Example title="Input group">
        <InputGroup>
          <InputGroupAddon>
            <Mail />
          </InputGroupAddon>
          <InputGroupInput aria-label="Email" placeholder="name@example.com" />
        </InputGroup>
        <InputGroup>
          <InputGroupInput aria-label="Weight" placeholder="0" />
          <InputGroupAddon align="end" className="pr-3">
            <InputGroupText>kg</InputGroupText>
          </InputGroupAddon>
        </InputGroup>
        <InputGroup>
          <InputGroupTextarea aria-label="Message" placeholder="A message" />
        </InputGroup>
      </Example>
      <Example title="Slider, one-time code">
        <Slider aria-label="Volume" defaultValue={[40]} className="my-2" />
        <InputOTP maxLength={6} aria-label="Code">
          <InputOTPGroup>
            <InputOTPSlot index={0} />
            <InputOTPSlot index={1} />
            <InputOTPSlot index={2} />
          </InputOTPGroup>
          <InputOTPSeparator />
          <InputOTPGroup>
            <InputOTPSlot index={3} />
            <InputOTPSlot index={4} />
            <InputOTPSlot index={5} />
          </InputOTPGroup>
        </InputOTP>
      </Example>
      <Example title="Calendar">
        <Calendar mode="single" selected={day} onSelect={setDay} className="rounded-lg border" />
      </Example>
    </Examples>
  );
}
