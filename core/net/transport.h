// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace shoal::net {

// Who uses a transport. Never called from within a call of the transport.
class TransportUser
{
public:
    // Bytes have arrived: read until read() gives 0.
    virtual void readable() = 0;
    // All that write() took has been handed over.
    virtual void written() = 0;
    // The last call: the other end is gone. What had arrived has been offered by readable() before.
    virtual void ended(Error error) = 0;

protected:
    ~TransportUser() = default;
};

// A connected, ordered byte stream: TCP, a relay's channel, or a test's queue. Engine thread only.
class Transport
{
public:
    virtual ~Transport() = default;
    // Borrowed; set once, before the first event.
    virtual void setUser(TransportUser* user) = 0;
    // At most `size` bytes; 0 when there are none now. What nobody reads stays in buffers of a fixed size
    // and then with the sender.
    virtual size_t read(char* to, size_t size) = 0;
    // Takes everything; unwritten() tells how much of it the kernel has not accepted yet.
    virtual void write(ByteView bytes) = 0;
    virtual size_t unwritten() const = 0;
    // Nothing is read or reported any more. `patiently`: goes on in the background, for a short time,
    // handing over what is unwritten and letting the other end read it; otherwise tries once.
    virtual void close(bool patiently) = 0;

    // For lists and logs, as "192.0.2.1:8888".
    virtual Bytes peerName() const = 0;
    // Both ends are in one local network, as it was when first asked: rate limits do not apply unless wanted.
    virtual bool isLocalNetwork() const = 0;
    // A relay passes the bytes on; peerName() is where that is.
    virtual bool isRelayed() const { return false; }
};

} // namespace shoal::net
