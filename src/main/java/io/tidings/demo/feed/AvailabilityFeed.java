package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// How much is left: bikes at docks, shared cars in zones, limited stock. A topic for each place, of which only the
/// latest value is worth keeping.
final class AvailabilityFeed implements Feed {
    static final String TOPICS = "demo/availability/";

    private static final int CHANGES_AT_MOST = 3;

    private final RandomGenerator random;
    private final List<Place> places = List.of(
            new Place("bikes", "Harbour Square", 18),
            new Place("bikes", "Central Station", 32),
            new Place("bikes", "Old Mill", 12),
            new Place("bikes", "Lantern Street", 16),
            new Place("bikes", "University", 28),
            new Place("bikes", "Glass Market", 20),
            new Place("bikes", "Mill Pond", 10),
            new Place("bikes", "Northgate", 14),
            new Place("cars", "Old Town", 9),
            new Place("cars", "Riverside", 12),
            new Place("cars", "Airport", 20),
            new Place("cars", "Science Park", 8),
            new Place("stock", "Concert, standing", 240),
            new Place("stock", "Trail shoes, size 42", 40),
            new Place("stock", "First edition", 60),
            new Place("stock", "Field recorder", 25));

    AvailabilityFeed(RandomGenerator random) {
        this.random = random;
        places.forEach(place -> place.free = random.nextInt(1, place.of + 1));
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(1200);
    }

    @Override
    public List<Draft> opening(Instant now) {
        return places.stream().map(Place::draft).toList();
    }

    @Override
    public List<Draft> next(Instant now) {
        var drafts = new ArrayList<Draft>();
        for (int changes = random.nextInt(1, CHANGES_AT_MOST + 1); changes > 0; changes--) {
            var place = places.get(random.nextInt(places.size()));
            place.change(random);
            drafts.add(place.draft());
        }
        return drafts;
    }

    private static final class Place {
        private final String kind;
        private final String name;
        private final int of;
        private int free;

        Place(String kind, String name, int of) {
            this.kind = kind;
            this.name = name;
            this.of = of;
        }

        /// Stock is sold until there is none, and then delivered; the rest comes and goes.
        void change(RandomGenerator random) {
            int some = random.nextInt(1, Math.max(2, of / 6) + 1);
            if (kind.equals("stock")) {
                free = free == 0 ? of : Math.max(0, free - some);
            } else {
                free = Math.clamp(free + (random.nextBoolean() ? some : -some), 0, of);
            }
        }

        Draft draft() {
            var topic = TOPICS + kind + "/"
                    + name.toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '-');
            return Feed.event(topic, kind, "{\"name\":\"%s\",\"free\":%d,\"of\":%d}".formatted(name, free, of));
        }
    }
}
