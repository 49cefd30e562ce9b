import { Body, Button, Container, Head, Heading, Hr, Html, Preview, Section, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import { app } from '@/config/app';

const text = { color: '#3f3f46', fontSize: 15, lineHeight: '24px', margin: '0 0 16px' };

/** What every e-mail of this app has around its words. Colours are plain hex: mail programs know no newer ones. */
export function EmailLayout({
  preview,
  title,
  action,
  footer = `Sent by ${app.name} because of something that happened with your account.`,
  language = 'en',
  children,
}: {
  preview: string;
  title: string;
  action?: { label: string; href: string };
  /** Why somebody gets this e-mail. */
  footer?: string;
  language?: string;
  children: ReactNode;
}) {
  return (
    <Html lang={language}>
      <Head />
      <Preview>{preview}</Preview>
      <Body
        style={{ backgroundColor: '#f6f6f7', fontFamily: 'system-ui, -apple-system, Segoe UI, sans-serif', margin: 0 }}
      >
        <Container style={{ maxWidth: 480, padding: '40px 16px' }}>
          <Text style={{ ...text, fontWeight: 600, color: '#18181b' }}>{app.name}</Text>
          <Section
            style={{
              backgroundColor: '#ffffff',
              border: '1px solid #e4e4e7',
              borderRadius: 12,
              padding: '28px 28px 12px',
            }}
          >
            <Heading as="h1" style={{ color: '#18181b', fontSize: 20, lineHeight: '28px', margin: '0 0 12px' }}>
              {title}
            </Heading>
            {children}
            {action && (
              <Button
                href={action.href}
                style={{
                  backgroundColor: '#18181b',
                  borderRadius: 8,
                  color: '#ffffff',
                  fontSize: 14,
                  fontWeight: 600,
                  margin: '4px 0 20px',
                  padding: '10px 16px',
                }}
              >
                {action.label}
              </Button>
            )}
          </Section>
          <Hr style={{ border: 'none', margin: '12px 0' }} />
          <Text style={{ ...text, color: '#71717a', fontSize: 12, lineHeight: '18px' }}>{footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

export function EmailText({ children }: { children: ReactNode }) {
  return <Text style={text}>{children}</Text>;
}
