package io.holdfast.internal.facade;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A note as an entity. */
@Entity
@Table(name = "note")
class Note {

    @Id
    private int id;

    private String body;

    Note() {}

    Note(int id, String body) {
        this.id = id;
        this.body = body;
    }

    String body() {
        return body;
    }
}
