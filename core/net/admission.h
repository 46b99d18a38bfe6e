// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <map>
#include <vector>

namespace shoal::net {

// Bookkeeping of incoming connections, so that strangers can neither exhaust memory and descriptors nor
// keep members out: connections that have not yet proven to be a member's are few, and the oldest of
// them make room. Pure; one thread.
class Admission
{
public:
    using Id = uint64_t;
    struct Limits
    {
        size_t total = 512;            // proven ones included; a descriptor and some 100 KiB each
        size_t unproven = 64;          // many devices that come back at once after a power cut
        size_t unprovenFromSource = 8; // one host alone must not displace everybody else
        double burstOfSource = 64;     // connections of one source at once: many instances may share an address
        double rateOfSource = 5; // and for each second afterwards; devices that lost each other dial once a second
    };
    // Limits that leave most of `descriptors`, the process's limit of open files, to the shares.
    static Limits limitsFor(size_t descriptors);

    explicit Admission(Limits limits) : m_limits(limits) {}
    Admission() : Admission(Limits{}) {}

    struct Decision
    {
        bool admitted = false;
        std::vector<Id> dropped; // close these; they are forgotten already
    };
    // Ids must rise. `now` is monotonic.
    Decision admit(Id id, const Bytes& source, int64_t nowNs);
    // It has opened a share.
    void proven(Id id);
    void gone(Id id);

    size_t total() const { return m_connections.size(); }
    size_t unproven() const { return m_unproven; }

private:
    struct Entry
    {
        Bytes source;
        bool proven = false;
    };
    // What a source may still open.
    struct Credit
    {
        double connections = 0;
        int64_t sinceNs = 0;
    };
    bool charge(const Bytes& source, int64_t nowNs);
    double creditOf(const Credit& credit, int64_t nowNs) const;
    size_t unprovenFrom(const Bytes& source) const;
    // The oldest unproven one, of `source` unless that is null; 0 if there is none.
    Id oldest(const Bytes* source) const;

    Limits m_limits;
    std::map<Id, Entry> m_connections; // oldest first
    std::map<Bytes, Credit> m_credits; // of sources that have not all of it
    size_t m_unproven = 0;
};

// How many files this process may have open; 0 when it cannot be told.
size_t limitOfOpenFiles();

} // namespace shoal::net
