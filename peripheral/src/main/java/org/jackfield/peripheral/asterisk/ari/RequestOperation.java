package org.jackfield.peripheral.asterisk.ari;

/** Goal: one request was taken; keys sent, a label put on, a phone told. */
final class RequestOperation extends Operation {

    private final AriRequest request;

    RequestOperation(long id, AriRequest request, Operations all) {
        super(id, all);
        this.request = request;
    }

    @Override
    void begin() {
        ask(
                request,
                answer -> {
                    if (answer.good()) {
                        done();
                    } else {
                        failBy(answer);
                    }
                });
    }
}
