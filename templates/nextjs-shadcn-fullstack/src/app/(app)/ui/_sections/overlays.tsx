'use client';

import { Calculator, Calendar, CircleHelp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandSeparator,
  CommandShortcut,
} from '@/components/ui/command';
import {
  ContextMenu,
  ContextMenuCheckboxItem,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuTrigger,
} from '@/components/ui/context-menu';
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog';
import {
  Drawer,
  DrawerClose,
  DrawerContent,
  DrawerDescription,
  DrawerFooter,
  DrawerHeader,
  DrawerTitle,
  DrawerTrigger,
} from '@/components/ui/drawer';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { HoverCard, HoverCardContent, HoverCardTrigger } from '@/components/ui/hover-card';
import {
  Menubar,
  MenubarContent,
  MenubarItem,
  MenubarMenu,
  MenubarSeparator,
  MenubarShortcut,
  MenubarTrigger,
} from '@/components/ui/menubar';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import {
  Sheet,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
  SheetTrigger,
} from '@/components/ui/sheet';
import { Tooltip, TooltipContent, TooltipTrigger } from '@/components/ui/tooltip';
import { Example, Examples } from './example';

function Trigger({ children, ...props }: { children: ReactNode }) {
  return (
    <Button variant="outline" {...props}>
      {children}
    </Button>
  );
}

export function OverlayExamples() {
  return (
    <Examples title="Overlays">
      <Example title="Dialog, alert dialog, sheet, drawer">
        <Dialog>
          <DialogTrigger asChild>
            <Trigger>Dialog</Trigger>
          </DialogTrigger>
          <DialogContent>
            <DialogHeader>
              <DialogTitle>Share this board</DialogTitle>
              <DialogDescription>Whoever has the link can read it.</DialogDescription>
            </DialogHeader>
            <DialogFooter>
              <DialogClose asChild>
                <Button>Copy the link</Button>
              </DialogClose>
            </DialogFooter>
          </DialogContent>
        </Dialog>
        <AlertDialog>
          <AlertDialogTrigger asChild>
            <Trigger>Alert dialog</Trigger>
          </AlertDialogTrigger>
          <AlertDialogContent>
            <AlertDialogHeader>
              <AlertDialogTitle>Empty the bin?</AlertDialogTitle>
              <AlertDialogDescription>Nothing in it can be brought back.</AlertDialogDescription>
            </AlertDialogHeader>
            <AlertDialogFooter>
              <AlertDialogCancel>Cancel</AlertDialogCancel>
              <AlertDialogAction>Empty it</AlertDialogAction>
            </AlertDialogFooter>
          </AlertDialogContent>
        </AlertDialog>
        <Sheet>
          <SheetTrigger asChild>
            <Trigger>Sheet</Trigger>
          </SheetTrigger>
          <SheetContent>
            <SheetHeader>
              <SheetTitle>Filters</SheetTitle>
              <SheetDescription>What the list leaves out.</SheetDescription>
            </SheetHeader>
            <SheetFooter>
              <Button>Apply</Button>
            </SheetFooter>
          </SheetContent>
        </Sheet>
        <Drawer>
          <DrawerTrigger asChild>
            <Trigger>Drawer</Trigger>
          </DrawerTrigger>
          <DrawerContent>
            <div className="mx-auto w-full max-w-sm">
              <DrawerHeader>
                <DrawerTitle>Goal</DrawerTitle>
                <DrawerDescription>Steps per day.</DrawerDescription>
              </DrawerHeader>
              <DrawerFooter>
                <DrawerClose asChild>
                  <Button>Set</Button>
                </DrawerClose>
              </DrawerFooter>
            </div>
          </DrawerContent>
        </Drawer>
      </Example>
      <Example title="Popover, tooltip, hover card">
        <Popover>
          <PopoverTrigger asChild>
            <Trigger>Popover</Trigger>
          </PopoverTrigger>
          <PopoverContent>Whatever fits in a small box.</PopoverContent>
        </Popover>
        <Tooltip>
          <TooltipTrigger asChild>
            <Button variant="outline" size="icon" aria-label="Help">
              <CircleHelp />
            </Button>
          </TooltipTrigger>
          <TooltipContent>Help</TooltipContent>
        </Tooltip>
        <HoverCard>
          <HoverCardTrigger asChild>
            <Button variant="link">@ada</Button>
          </HoverCardTrigger>
          <HoverCardContent>
            <p className="font-medium">Ada Moreau</p>
            <p className="text-muted-foreground">Design, Amsterdam</p>
          </HoverCardContent>
        </HoverCard>
      </Example>
      <Example title="Dropdown menu, menubar, context menu">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Trigger>Menu</Trigger>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            <DropdownMenuLabel>Board</DropdownMenuLabel>
            <DropdownMenuItem>
              Rename <DropdownMenuShortcut>F2</DropdownMenuShortcut>
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive">
              <Trash2 /> Delete
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <Menubar>
          <MenubarMenu>
            <MenubarTrigger>File</MenubarTrigger>
            <MenubarContent>
              <MenubarItem>
                New <MenubarShortcut>⌘N</MenubarShortcut>
              </MenubarItem>
              <MenubarSeparator />
              <MenubarItem>Print…</MenubarItem>
            </MenubarContent>
          </MenubarMenu>
          <MenubarMenu>
            <MenubarTrigger>Edit</MenubarTrigger>
            <MenubarContent>
              <MenubarItem>Undo</MenubarItem>
            </MenubarContent>
          </MenubarMenu>
        </Menubar>
        <ContextMenu>
          <ContextMenuTrigger className="flex h-16 w-full items-center justify-center rounded-md border border-dashed text-muted-foreground text-sm">
            Right-click here
          </ContextMenuTrigger>
          <ContextMenuContent>
            <ContextMenuItem>Open</ContextMenuItem>
            <ContextMenuSeparator />
            <ContextMenuCheckboxItem checked>Show grid</ContextMenuCheckboxItem>
          </ContextMenuContent>
        </ContextMenu>
      </Example>
      <Example title="Command">
        <Command label="Example commands" className="h-56 border">
          <CommandInput placeholder="Type a command…" />
          <CommandList>
            <CommandEmpty>Nothing found</CommandEmpty>
            <CommandGroup heading="Suggestions">
              <CommandItem>
                <Calendar /> Calendar
              </CommandItem>
              <CommandItem>
                <Calculator /> Calculator <CommandShortcut>⌘C</CommandShortcut>
              </CommandItem>
            </CommandGroup>
            <CommandSeparator />
          </CommandList>
        </Command>
      </Example>
    </Examples>
  );
}
