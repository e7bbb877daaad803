import java.util.function.ToDoubleFunction;

/// Compares the figures of Tidings under one load with its targets. A target beside a peer that does not take part is
/// left out.
record Verdict(String load, Rounds rounds, Report report) {
    private static final String TIDINGS = "tidings";
    private static final String NCHAN = "nchan";

    /// The targets of one load. They depend on the engine and on the kind of build.
    interface Targets {
        void judge(Verdict verdict, Options options);
    }

    static void wide(Verdict verdict, Options options) {
        verdict.cpuBesideFloor(options.isNative() ? 1.5 : 1.2);
        verdict.nothingLost();
        verdict.besideNchan("p99", 1, FanOut.Result::p99);
        verdict.cpuBesideNchan();
    }

    static void fast(Verdict verdict, Options options) {
        verdict.nothingLost();
        verdict.cpuBesideNchan();
        if (options.inMemory()) {
            verdict.cpuBesideFloor(1);
            verdict.besideNchan("p50", 1, FanOut.Result::p50);
            verdict.besideNchan("p99", 1, FanOut.Result::p99);
        } else {
            verdict.p50(1);
            verdict.besideNchan("p99", 1.3, FanOut.Result::p99);
        }
    }

    private void nothingLost() {
        long lost = rounds.sum(TIDINGS, result -> result.lost() + result.reordered());
        report.target(load + ": lost or out of order", "0", String.valueOf(lost), lost == 0);
    }

    private void cpuBesideFloor(double most) {
        if (rounds.has("floor")) {
            double ours = rounds.timesFloor(TIDINGS, FanOut.Result::cpuMicros);
            report.target(load + ": CPU per delivery", "≤ " + most + " × floor", timesFloor(ours), ours <= most);
        }
    }

    private void cpuBesideNchan() {
        if (rounds.has("floor") && rounds.has(NCHAN)) {
            double ours = rounds.timesFloor(TIDINGS, FanOut.Result::cpuMicros);
            double theirs = rounds.timesFloor(NCHAN, FanOut.Result::cpuMicros);
            report.target(
                    load + ": CPU beside Nchan", "≤ Nchan's " + timesFloor(theirs), timesFloor(ours), ours <= theirs);
        }
    }

    private void p50(double mostMillis) {
        double ours = rounds.median(TIDINGS, FanOut.Result::p50);
        report.target(load + ": p50 latency", "≤ " + mostMillis + " ms", millis(ours), ours <= mostMillis);
    }

    private void besideNchan(String quantile, double times, ToDoubleFunction<FanOut.Result> latency) {
        if (rounds.has(NCHAN)) {
            double ours = rounds.median(TIDINGS, latency);
            double theirs = rounds.median(NCHAN, latency);
            var target = "≤ " + (times == 1 ? "" : times + " × ") + "Nchan's " + millis(theirs);
            report.target(load + ": " + quantile + " latency", target, millis(ours), ours <= times * theirs);
        }
    }

    private static String timesFloor(double ratio) {
        return Report.shown(ratio) + " × floor";
    }

    private static String millis(double figure) {
        return Report.shown(figure) + " ms";
    }
}
