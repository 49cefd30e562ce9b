'use client';

import Link from 'next/link';
import { Accordion, AccordionContent, AccordionItem, AccordionTrigger } from '@/components/ui/accordion';
import { AspectRatio } from '@/components/ui/aspect-ratio';
import {
  Breadcrumb,
  BreadcrumbEllipsis,
  BreadcrumbItem,
  BreadcrumbLink,
  BreadcrumbList,
  BreadcrumbPage,
  BreadcrumbSeparator,
} from '@/components/ui/breadcrumb';
import { Button } from '@/components/ui/button';
import { Carousel, CarouselContent, CarouselItem, CarouselNext, CarouselPrevious } from '@/components/ui/carousel';
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from '@/components/ui/collapsible';
import { DirectionProvider } from '@/components/ui/direction';
import {
  NavigationMenu,
  NavigationMenuContent,
  NavigationMenuItem,
  NavigationMenuLink,
  NavigationMenuList,
  NavigationMenuTrigger,
} from '@/components/ui/navigation-menu';
import {
  Pagination,
  PaginationContent,
  PaginationEllipsis,
  PaginationItem,
  PaginationLink,
  PaginationNext,
  PaginationPrevious,
} from '@/components/ui/pagination';
import { ResizableHandle, ResizablePanel, ResizablePanelGroup } from '@/components/ui/resizable';
import { ScrollArea } from '@/components/ui/scroll-area';
import { Separator } from '@/components/ui/separator';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Example, Examples } from './example';

export function LayoutExamples() {
  return (
    <Examples title="Layout and navigation">
      <Example title="Accordion">
        <Accordion type="single" collapsible className="w-full">
          <AccordionItem value="a">
            <AccordionTrigger>Where is my data?</AccordionTrigger>
            <AccordionContent>In one file on the server, until you choose otherwise.</AccordionContent>
          </AccordionItem>
          <AccordionItem value="b">
            <AccordionTrigger>Can I take it with me?</AccordionTrigger>
            <AccordionContent>Yes, all of it.</AccordionContent>
          </AccordionItem>
        </Accordion>
      </Example>
      <Example title="Tabs, collapsible">
        <Tabs defaultValue="one" className="w-full">
          <TabsList>
            <TabsTrigger value="one">Overview</TabsTrigger>
            <TabsTrigger value="two">History</TabsTrigger>
          </TabsList>
          <TabsContent value="one">What it is now.</TabsContent>
          <TabsContent value="two">What it was before.</TabsContent>
        </Tabs>
        <Collapsible className="w-full">
          <CollapsibleTrigger asChild>
            <Button variant="outline" size="sm">
              More
            </Button>
          </CollapsibleTrigger>
          <CollapsibleContent className="pt-3 text-muted-foreground">And here it is.</CollapsibleContent>
        </Collapsible>
      </Example>
      <Example title="Breadcrumb, pagination, separator">
        <Breadcrumb aria-label="Example breadcrumb">
          <BreadcrumbList>
            <BreadcrumbItem>
              <BreadcrumbLink asChild>
                <Link href="/dashboard">Dashboard</Link>
              </BreadcrumbLink>
            </BreadcrumbItem>
            <BreadcrumbSeparator />
            <BreadcrumbItem>
              <BreadcrumbEllipsis />
            </BreadcrumbItem>
            <BreadcrumbSeparator />
            <BreadcrumbItem>
              <BreadcrumbPage>Components</BreadcrumbPage>
            </BreadcrumbItem>
          </BreadcrumbList>
        </Breadcrumb>
        <Separator />
        <Pagination aria-label="Example pages">
          <PaginationContent>
            <PaginationItem>
              <PaginationPrevious href="#content" />
            </PaginationItem>
            <PaginationItem>
              <PaginationLink href="#content" isActive>
                1
              </PaginationLink>
            </PaginationItem>
            <PaginationItem>
              <PaginationEllipsis />
            </PaginationItem>
            <PaginationItem>
              <PaginationNext href="#content" />
            </PaginationItem>
          </PaginationContent>
        </Pagination>
      </Example>
      <Example title="Navigation menu, direction">
        <NavigationMenu viewport={false} aria-label="Example">
          <NavigationMenuList>
            <NavigationMenuItem>
              <NavigationMenuTrigger>Products</NavigationMenuTrigger>
              <NavigationMenuContent>
                <ul className="grid w-44 gap-1">
                  <li>
                    <NavigationMenuLink href="#content">Boards</NavigationMenuLink>
                  </li>
                  <li>
                    <NavigationMenuLink href="#content">Notes</NavigationMenuLink>
                  </li>
                </ul>
              </NavigationMenuContent>
            </NavigationMenuItem>
          </NavigationMenuList>
        </NavigationMenu>
        <DirectionProvider dir="rtl">
          <p dir="rtl" className="w-full rounded-md bg-muted px-3 py-2">
            من اليمين إلى اليسار
          </p>
        </DirectionProvider>
      </Example>
      <Example title="Carousel, aspect ratio">
        <Carousel aria-label="Example slides" className="mx-10 w-full">
          <CarouselContent>
            {[1, 2, 3].map((slide) => (
              <CarouselItem key={slide}>
                <AspectRatio
                  ratio={16 / 9}
                  className="flex items-center justify-center rounded-lg bg-primary-soft font-semibold text-2xl text-primary-text"
                >
                  {slide}
                </AspectRatio>
              </CarouselItem>
            ))}
          </CarouselContent>
          <CarouselPrevious className="-left-10" />
          <CarouselNext className="-right-10" />
        </Carousel>
      </Example>
      <Example title="Resizable, scroll area">
        <div className="h-28 w-full overflow-hidden rounded-lg border">
          <ResizablePanelGroup orientation="horizontal">
            <ResizablePanel defaultSize="40%" minSize="20%">
              <div className="flex h-full items-center justify-center">One</div>
            </ResizablePanel>
            <ResizableHandle withHandle aria-label="Resize the panels" />
            <ResizablePanel minSize="20%">
              <div className="flex h-full items-center justify-center">Two</div>
            </ResizablePanel>
          </ResizablePanelGroup>
        </div>
        <ScrollArea className="h-28 w-full rounded-lg border">
          <ol className="p-3">
            {Array.from({ length: 20 }, (_, index) => (
              <li key={index} className="py-1">
                Line {index + 1}
              </li>
            ))}
          </ol>
        </ScrollArea>
      </Example>
    </Examples>
  );
}
