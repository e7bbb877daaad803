package io.tidings.control;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.replica.ReplicaName;
import java.util.regex.Pattern;

/// A place in the list of all open streams, which has one replica after the other, and the streams of each in the order
/// in which they were opened. The stream of the number lies before it, whether that is still open or not.
record StreamPlace(ReplicaName replica, long number) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-(\\d{1,18})");

    /// Before the streams of a replica.
    static StreamPlace before(ReplicaName replica) {
        return new StreamPlace(replica, 0);
    }

    /// Throws [InvalidEventException] if it does not have the form of one.
    static StreamPlace parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidEventException(
                    Part.ID, "The id is no place in the list of streams: follow the next of the page before.");
        }
        return new StreamPlace(new ReplicaName(form.group(1)), Long.parseLong(form.group(2)));
    }

    @Override
    public String toString() {
        return replica.text() + "-" + number;
    }
}
