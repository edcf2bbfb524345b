import { jest } from '@jest/globals';

// A real n8n takes its time: its first start runs hundreds of migrations.
jest.setTimeout(180_000);
