"""httpx, with a small reader of events: python3 httpx_client.py URL"""

import asyncio

import httpx

from sse import Reader, report, url


async def main():
    reader = Reader()
    # 45 s without a byte, three heartbeats, are an error; the default is 5 s.
    async with httpx.AsyncClient(timeout=httpx.Timeout(5, read=45)) as client:
        while True:
            try:
                async with client.stream("GET", url(), headers=reader.headers()) as response:
                    async for type, data in reader.events(response.aiter_bytes()):
                        report(type, reader.last_event_id, data)
            except httpx.TransportError:
                pass
            await asyncio.sleep(reader.retry)


asyncio.run(main())
