'use client';

import { Inbox, Info, TriangleAlert } from 'lucide-react';
import { Bar, BarChart, CartesianGrid, XAxis } from 'recharts';
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert';
import { Avatar, AvatarFallback } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import {
  Card,
  CardAction,
  CardContent,
  CardDescription,
  CardFooter,
  CardHeader,
  CardTitle,
} from '@/components/ui/card';
import {
  ChartContainer,
  ChartLegend,
  ChartLegendContent,
  ChartTooltip,
  ChartTooltipContent,
} from '@/components/ui/chart';
import { DataTable } from '@/components/ui/data-table';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemMedia,
  ItemSeparator,
  ItemTitle,
} from '@/components/ui/item';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Blockquote, Heading1, Heading2, Heading3, InlineCode, Lead, Paragraph } from '@/components/ui/typography';
import { Example, Examples } from './example';

const months = [
  { month: 'Jan', in: 186, out: 80 },
  { month: 'Feb', in: 305, out: 200 },
  { month: 'Mar', in: 237, out: 120 },
  { month: 'Apr', in: 273, out: 190 },
];
const invoices = [
  { id: 'INV-3', customer: 'Lumen Health', total: 950 },
  { id: 'INV-1', customer: 'Northwind', total: 1250 },
  { id: 'INV-2', customer: 'Harbor & Pine', total: 430 },
];

export function DataExamples() {
  return (
    <Examples title="Data">
      <Example title="Chart">
        <ChartContainer
          config={{ in: { label: 'In', color: 'var(--chart-1)' }, out: { label: 'Out', color: 'var(--chart-2)' } }}
          className="aspect-auto h-52 w-full"
        >
          <BarChart accessibilityLayer data={months}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="month" tickLine={false} axisLine={false} />
            <ChartTooltip content={<ChartTooltipContent />} />
            <ChartLegend content={<ChartLegendContent />} />
            <Bar dataKey="in" fill="var(--color-in)" radius={3} isAnimationActive={false} />
            <Bar dataKey="out" fill="var(--color-out)" radius={3} isAnimationActive={false} />
          </BarChart>
        </ChartContainer>
      </Example>
      <Example title="Card">
        <Card className="w-full">
          <CardHeader>
            <CardTitle>Storage</CardTitle>
            <CardDescription>6.2 of 10 GB used</CardDescription>
            <CardAction>
              <Button size="sm" variant="outline">
                Upgrade
              </Button>
            </CardAction>
          </CardHeader>
          <CardContent>
            <Progress value={62} aria-label="Storage used" />
          </CardContent>
          <CardFooter className="text-[13px] text-muted-foreground">Counted every night.</CardFooter>
        </Card>
      </Example>
      <Example title="Data table">
        <DataTable
          rows={invoices}
          columns={[
            { key: 'id', head: 'Number', cell: (row) => row.id, sortBy: (row) => row.id },
            { key: 'customer', head: 'Customer', cell: (row) => row.customer, sortBy: (row) => row.customer },
            {
              key: 'total',
              head: 'Total',
              cell: (row) => `$${row.total}`,
              sortBy: (row) => row.total,
              className: 'text-right tabular-nums',
            },
          ]}
        />
      </Example>
      <Example title="Table">
        <Table>
          <TableCaption>The last two months</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>Month</TableHead>
              <TableHead className="text-right">In</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {months.slice(2).map((row) => (
              <TableRow key={row.month}>
                <TableCell>{row.month}</TableCell>
                <TableCell className="text-right tabular-nums">{row.in}</TableCell>
              </TableRow>
            ))}
          </TableBody>
          <TableFooter>
            <TableRow>
              <TableCell>Together</TableCell>
              <TableCell className="text-right tabular-nums">510</TableCell>
            </TableRow>
          </TableFooter>
        </Table>
      </Example>
      <Example title="Alert">
        <Alert>
          <Info />
          <AlertTitle>A new version is out</AlertTitle>
          <AlertDescription>Load the page again to use it.</AlertDescription>
        </Alert>
        <Alert variant="destructive">
          <TriangleAlert />
          <AlertTitle>The payment failed</AlertTitle>
          <AlertDescription>Try another card.</AlertDescription>
        </Alert>
      </Example>
      <Example title="Empty">
        <Empty className="border py-8">
          <EmptyHeader>
            <EmptyMedia variant="icon">
              <Inbox />
            </EmptyMedia>
            <EmptyTitle>No messages</EmptyTitle>
            <EmptyDescription>New ones show up here.</EmptyDescription>
          </EmptyHeader>
          <EmptyContent>
            <Button size="sm">Write one</Button>
          </EmptyContent>
        </Empty>
      </Example>
      <Example title="Item, avatar">
        <ItemGroup className="w-full">
          {['Ada Moreau', 'Jonas Berg'].map((name, index) => (
            <li key={name}>
              {index > 0 && <ItemSeparator />}
              <Item size="sm">
                <ItemMedia>
                  <Avatar>
                    <AvatarFallback>{name[0]}</AvatarFallback>
                  </Avatar>
                </ItemMedia>
                <ItemContent>
                  <ItemTitle>{name}</ItemTitle>
                  <ItemDescription>Member since spring</ItemDescription>
                </ItemContent>
                <ItemActions>
                  <Button size="sm" variant="outline">
                    Invite
                  </Button>
                </ItemActions>
              </Item>
            </li>
          ))}
        </ItemGroup>
      </Example>
      <Example title="Progress, skeleton">
        <Progress value={35} aria-label="Progress" />
        <div className="flex w-full items-center gap-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-2/3" />
            <Skeleton className="h-3.5 w-1/2" />
          </div>
        </div>
      </Example>
      <Example title="Typography" wide>
        <article className="w-full max-w-prose">
          <Heading1>The quiet interface</Heading1>
          <Lead>What a page leaves out is what lets the rest be read.</Lead>
          <Heading2>Space</Heading2>
          <Paragraph>
            Give every group of things room around it, and set <InlineCode>gap</InlineCode> once.
          </Paragraph>
          <Heading3>And type</Heading3>
          <Blockquote>Two sizes and two weights are enough for most pages.</Blockquote>
        </article>
      </Example>
    </Examples>
  );
}
