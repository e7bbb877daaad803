"""aiohttp, with a small reader of events: python3 aiohttp_client.py URL"""

import asyncio

import aiohttp

from sse import Reader, report, url


async def main():
    reader = Reader()
    # No limit for the whole response; 45 s without a byte, three heartbeats, are an error.
    timeout = aiohttp.ClientTimeout(total=None, sock_read=45)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            try:
                async with session.get(url(), headers=reader.headers()) as response:
                    async for type, data in reader.events(response.content.iter_any()):
                        report(type, reader.last_event_id, data)
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(reader.retry)


asyncio.run(main())
