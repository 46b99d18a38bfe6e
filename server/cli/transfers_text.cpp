// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/transfers_text.h"

#include "server/cli/answer.h"
#include "server/cli/units.h"

#include <algorithm>

namespace shoal::cli {

namespace {

constexpr int kBarWidth = 20;

Bytes namesOf(const QJsonObject& transfer)
{
    Bytes names;
    for (const Bytes& name : textsIn(transfer, "peers"))
        names += (names.empty() ? "" : ", ") + name;
    return names;
}

std::vector<Cell> rowOf(const QJsonObject& transfer)
{
    const bool up = textIn(transfer, "direction") == "up";
    const int64_t size = std::max<int64_t>(numberIn(transfer, "size"), 0);
    const int64_t done = std::clamp<int64_t>(numberIn(transfer, "done"), 0, size);
    const int64_t rate = numberIn(transfer, "rate");
    const double part = size > 0 ? static_cast<double>(done) / static_cast<double>(size) : 1.0;
    const Bytes names = namesOf(transfer);
    return {
        {up ? "sending" : "receiving"},
        {progressBar(part, kBarWidth)},
        {std::to_string(static_cast<int>(part * 100)) + " %", Colour::None, true},
        {bytesInWords(done) + " of " + bytesInWords(size), Colour::None, true},
        {rate > 0 ? bytesInWords(rate) + "/s" : "waits", rate > 0 ? Colour::None : Colour::Yellow, true},
        {rate > 0 && done < size ? durationInWords((size - done + rate - 1) / rate) + " left" : "", Colour::None, true},
        {fullPathIn(transfer)},
        {names.empty() ? "" : (up ? "to " : "from ") + names}};
}

} // namespace

Bytes transferLines(const std::vector<QJsonObject>& transfers, size_t indent)
{
    std::vector<std::vector<Cell>> rows;
    for (const QJsonObject& transfer : transfers)
        rows.push_back(rowOf(transfer));
    return alignedRows(rows, indent);
}

} // namespace shoal::cli
