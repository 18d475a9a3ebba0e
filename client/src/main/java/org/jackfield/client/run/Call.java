package org.jackfield.client.run;

import org.jackfield.client.cil.CilReply;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;

import java.util.concurrent.CompletableFuture;

/** A connection: a call at this agent's phone. */
public final class Call extends CtiOsObject {

    Call(CtiOsSession session, String id) {
        super(session, id);
    }

    /** CallStatus; NULL when the call is gone. */
    public LocalConnectionState status() {
        LocalConnectionState status = LocalConnectionState.of(number("CallStatus", 0));
        return status == null ? LocalConnectionState.NULL : status;
    }

    /** Call variables, wrap-up text and ECC. */
    public Arguments callData() {
        Arguments all = properties();
        Arguments.Builder data = Arguments.builder();
        for (int i = 1; i <= 10; i++) {
            data.put("CallVariable" + i, all.text("CallVariable" + i, ""));
        }
        return data.put("CallWrapupData", all.text("CallWrapupData", ""))
                .put("ECC", all.nested("ECC"))
                .build();
    }

    public CompletableFuture<CilReply> answer() {
        return request("Answer");
    }

    public CompletableFuture<CilReply> hold() {
        return request("Hold");
    }

    public CompletableFuture<CilReply> retrieve() {
        return request("Retrieve");
    }

    /** Hangs up this connection. */
    public CompletableFuture<CilReply> clear() {
        return request("ClearConnection");
    }

    /** Calls somebody while this call is held. */
    public CompletableFuture<CilReply> makeConsultCall(String number) {
        return request(
                "MakeConsultCall",
                Arguments.builder().put("DialedNumber", number).put("ConsultType", 1).build());
    }

    /** Completes a consultative transfer. */
    public CompletableFuture<CilReply> transfer() {
        return request("Transfer");
    }

    /** Joins the two legs of a consultation. */
    public CompletableFuture<CilReply> conference() {
        return request("Conference");
    }

    /** Swaps the talking and the held leg. */
    public CompletableFuture<CilReply> alternate() {
        return request("Alternate");
    }

    /** Drops the consultation and goes back to the held leg. */
    public CompletableFuture<CilReply> reconnect() {
        return request("Reconnect");
    }

    /** Hands the call over at once. */
    public CompletableFuture<CilReply> singleStepTransfer(String number) {
        return request(
                "SingleStepTransfer", Arguments.builder().put("DialedNumber", number).build());
    }

    public CompletableFuture<CilReply> sendDtmfSignal(String tones) {
        return request("SendDTMFSignal", Arguments.builder().put("DTMFString", tones).build());
    }

    public CompletableFuture<CilReply> setCallData(Arguments data) {
        return request("SetCallData", data);
    }

    /** Makes this the current call. */
    public CompletableFuture<CilReply> setCurrent() {
        return request("SetCurrentCall");
    }

    /** Asks for the whole call; OnSnapshotCallConf follows. */
    public CompletableFuture<CilReply> snapshot() {
        return request("Snapshot");
    }
}
