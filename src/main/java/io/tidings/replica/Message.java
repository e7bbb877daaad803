package io.tidings.replica;

/// What one replica sends to another. The peer is the receiver of a message that is sent, and the sender of
/// one that has arrived. The id is that of the call, which its asker gives.
record Message(Kind kind, long id, ReplicaName peer, String body) {
    /// What a message is.
    enum Kind {
        CALL,
        ANSWER,
        /// In place of an answer: the replica could not find one, and its log says why.
        FAULT
    }

    Message answer(String text) {
        return new Message(Kind.ANSWER, id, peer, text);
    }

    Message fault() {
        return new Message(Kind.FAULT, id, peer, "");
    }

    /// About what it takes of a request to Redis.
    int size() {
        return body.length();
    }
}
