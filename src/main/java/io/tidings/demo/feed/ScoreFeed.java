package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A football match, a minute every two seconds, and after it the next. The board is a topic with the latest value;
/// the timeline has what happened, with a type for each kind of it.
final class ScoreFeed implements Feed {
    static final String BOARD = "demo/score/board";
    static final String TIMELINE = "demo/score/timeline";

    private static final int HALF = 45;
    private static final int FULL = 90;
    private static final int BREAK = 8;
    private static final int MINUTES_AT_THE_START = 31;

    private static final List<List<String>> PLAYERS = List.of(
            List.of("Okafor", "Lindqvist", "Marchetti", "Sato", "Brandt", "Oliveira"),
            List.of("Novak", "Keane", "Dubois", "Haddad", "Petrov", "Moreno"));

    private final RandomGenerator random;
    private final int[] goals = new int[2];
    private final int[] shots = new int[2];
    private int possession = 50;
    private int minute;

    ScoreFeed(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(2);
    }

    @Override
    public List<Draft> opening(Instant now) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < MINUTES_AT_THE_START; i++) {
            drafts.addAll(next(now));
        }
        return drafts;
    }

    @Override
    public List<Draft> next(Instant now) {
        var drafts = new ArrayList<Draft>();
        if (minute == 0) {
            drafts.add(moment("kick-off", 0, "The ball is rolling"));
        }
        minute++;
        if (minute == HALF) {
            drafts.add(moment("half-time", 0, "The teams leave the pitch"));
        } else if (minute == FULL) {
            drafts.add(moment("full-time", 0, "The referee blows the whistle"));
        } else if (minute < FULL) {
            play(drafts);
        } else if (minute >= FULL + BREAK) {
            startAgain();
        }
        drafts.add(board());
        return drafts;
    }

    private void play(List<Draft> drafts) {
        int team = random.nextInt(2);
        possession = Math.clamp(possession + random.nextInt(-4, 5), 30, 70);
        var player = PLAYERS.get(team).get(random.nextInt(PLAYERS.get(team).size()));
        int dice = random.nextInt(100);
        if (dice < 4) {
            goals[team]++;
            shots[team]++;
            drafts.add(moment("goal", team, player + " scores"));
        } else if (dice < 14) {
            shots[team]++;
            drafts.add(moment("chance", team, player + " hits the post"));
        } else if (dice < 18) {
            drafts.add(moment("card", team, "Yellow card for " + player));
        } else if (dice < 21) {
            drafts.add(moment("substitution", team, player + " comes on"));
        }
    }

    private void startAgain() {
        minute = 0;
        goals[0] = goals[1] = shots[0] = shots[1] = 0;
        possession = 50;
    }

    private Draft moment(String type, int team, String text) {
        return Feed.event(
                TIMELINE,
                type,
                "{\"minute\":%d,\"team\":%d,\"text\":\"%s\",\"score\":[%d,%d]}"
                        .formatted(minute, team, text, goals[0], goals[1]));
    }

    private Draft board() {
        return Feed.event(
                BOARD,
                "board",
                ("{\"teams\":[\"Harbour City\",\"Northgate\"],\"minute\":%d,\"over\":%b,\"score\":[%d,%d],"
                                + "\"shots\":[%d,%d],\"possession\":%d}")
                        .formatted(
                                Math.min(minute, FULL),
                                minute >= FULL,
                                goals[0],
                                goals[1],
                                shots[0],
                                shots[1],
                                possession));
    }
}
