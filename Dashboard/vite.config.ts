import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the app on its own port and sends the API's and the hub's traffic to a running silo.
const silo = process.env['SILO_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': silo, '/hubs': { target: silo, ws: true } },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
