// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/supervisor_channel.h"

#include "shared/config/json_reader.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace shoal::daemon {

namespace {

constexpr ByteView kReload = "reload";
// A config may have this many bytes more in names than in text.
constexpr size_t kMaxPackedBytes = 4 * config::kMaxConfigBytes;

void put(Bytes& bytes, ByteView text)
{
    bytes += std::to_string(text.size()) + ' ';
    bytes += text;
}

std::optional<Bytes> take(ByteView& bytes)
{
    const size_t blank = bytes.find(' ');
    if (blank == 0 || blank > 10 || bytes.substr(0, blank).find_first_not_of("0123456789") != ByteView::npos)
        return std::nullopt;
    const size_t size = std::stoull(Bytes(bytes.substr(0, blank)));
    bytes.remove_prefix(blank + 1);
    if (size > bytes.size())
        return std::nullopt;
    Bytes text(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return text;
}

// A file in memory that holds `bytes`, or -1.
int memoryFile(ByteView bytes)
{
    const int file = ::memfd_create("shoal-config", MFD_CLOEXEC);
    if (file < 0)
        return -1;
    if (::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()))
        return file;
    ::close(file);
    return -1;
}

std::optional<config::ConfigSource> readMemoryFile(int file)
{
    Bytes bytes(kMaxPackedBytes, '\0');
    const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
    bytes.resize(size > 0 ? static_cast<size_t>(size) : 0);
    return unpacked(bytes);
}

// Room for one descriptor beside a message.
union Control {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

bool sendWith(int socket, ByteView text, int file)
{
    iovec part{const_cast<char*>(text.data()), text.size()};
    Control control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (file >= 0) {
        message.msg_control = control.bytes.data();
        message.msg_controllen = control.bytes.size();
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(sizeof file);
        std::memcpy(CMSG_DATA(&control.header), &file, sizeof file);
    }
    return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(text.size());
}

int fileOf(msghdr& message)
{
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
        return -1;
    int file = -1;
    std::memcpy(&file, CMSG_DATA(header), sizeof file);
    return file;
}

} // namespace

Result<std::pair<int, int>> SupervisorChannel::makePair()
{
    std::array<int, 2> sockets{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sockets.data()) != 0)
        return fail(systemError(errno, "cannot make a line to an instance"));
    return std::pair(sockets[0], sockets[1]);
}

SupervisorChannel::SupervisorChannel(int socket) : m_socket(socket), m_notifier(socket, QSocketNotifier::Read)
{
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { receive(); });
}

SupervisorChannel::~SupervisorChannel()
{
    m_notifier.setEnabled(false);
    ::close(m_socket);
}

void SupervisorChannel::sendState(const Bytes& state)
{
    // A supervisor that does not read is told with the next state.
    (void)sendWith(m_socket, ByteView(state).substr(0, kMaxStateBytes), -1);
}

bool SupervisorChannel::sendReload(const std::optional<config::ConfigSource>& source)
{
    if (!source)
        return sendWith(m_socket, kReload, -1);
    const int file = memoryFile(packed(*source));
    const bool sent = file >= 0 && sendWith(m_socket, kReload, file);
    if (file >= 0)
        ::close(file);
    return sent;
}

void SupervisorChannel::receive()
{
    std::array<char, kMaxStateBytes> text{};
    Control control{};
    iovec part{text.data(), text.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    const ssize_t size = ::recvmsg(m_socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        m_notifier.setEnabled(false);
        if (onGone)
            onGone();
        return;
    }
    const int file = fileOf(message);
    std::optional<config::ConfigSource> source;
    if (file >= 0) {
        source = readMemoryFile(file);
        ::close(file);
    }
    const ByteView words(text.data(), static_cast<size_t>(size));
    if (words == kReload && onReload)
        onReload(std::move(source));
    else if (onState)
        onState(Bytes(words));
}

Bytes packed(const config::ConfigSource& source)
{
    Bytes bytes;
    put(bytes, source.path);
    put(bytes, source.isFolder ? "folder" : "file");
    for (const config::ConfigSource::Part& part : source.parts) {
        put(bytes, part.fileName);
        put(bytes, part.isOpenToOthers ? "open" : "closed");
        put(bytes, part.text);
    }
    return bytes;
}

std::optional<config::ConfigSource> unpacked(ByteView bytes)
{
    const auto path = take(bytes);
    const auto kind = take(bytes);
    if (!path || !kind)
        return std::nullopt;
    config::ConfigSource source{*path, *kind == "folder", {}};
    while (!bytes.empty()) {
        auto fileName = take(bytes);
        const auto access = take(bytes);
        auto text = take(bytes);
        if (!fileName || !access || !text)
            return std::nullopt;
        source.parts.push_back({std::move(*fileName), std::move(*text), *access == "open"});
    }
    return source;
}

} // namespace shoal::daemon
