// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/ignore_preview_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace shoal::ui {

class Table;

// The ignore list of a share: its text, and beside it what the rules as typed would do to paths of the folder.
class IgnorePane final : public SharePane
{
    Q_OBJECT

public:
    explicit IgnorePane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;
    bool mayLeave(std::function<void()> leave) override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    bool isChanged() const;
    void load();
    void save();
    void onEdited();
    void addPath();
    void showCondition();

    const PageContext m_context;
    models::IgnorePreviewModel m_preview;
    models::Share m_share;
    QString m_saved;
    QString m_failure; // why the list cannot be edited
    bool m_isLoaded = false;
    QLabel* const m_rulesLabel;
    QPlainTextEdit* const m_rules;
    QLabel* const m_previewLabel;
    Table* const m_table;
    QLabel* const m_pathLabel;
    QLineEdit* const m_path;
    QLabel* const m_state;
    QPushButton* const m_revert;
    QPushButton* const m_save;
};

} // namespace shoal::ui
