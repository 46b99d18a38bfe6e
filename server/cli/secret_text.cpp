// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/secret_text.h"

#include "server/cli/answer.h"
#include "server/cli/text_input.h"
#include "server/cli/text_table.h"

namespace shoal::cli {

Result<crypto::Secret> readSecret(const std::optional<Bytes>& file, ByteView question)
{
    const auto text = readSecretLine(file, question);
    if (!text)
        return fail(text.error());
    return crypto::Secret::parse(*text);
}

Bytes secretLines(const QJsonObject& answer)
{
    std::vector<std::vector<Cell>> rows;
    const Bytes secret = textIn(answer, "secret");
    const Bytes readOnly = textIn(answer, "read_only");
    if (!secret.empty() && secret != readOnly)
        rows.push_back({{"read-write"}, {secret}});
    if (!readOnly.empty())
        rows.push_back({{"read-only"}, {readOnly}});
    return alignedRows(rows, 0);
}

} // namespace shoal::cli
