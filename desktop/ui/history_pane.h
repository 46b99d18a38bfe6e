// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/history_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

namespace shoal::ui {

class SearchedTable;

// What happened in a share, with search.
class HistoryPane final : public SharePane
{
    Q_OBJECT

public:
    explicit HistoryPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void showCondition();

    models::HistoryModel m_model;
    models::Share m_share;
    SearchedTable* const m_found;
};

} // namespace shoal::ui
