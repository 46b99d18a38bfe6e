// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/options_model.h"

#include <QDialog>

class QDialogButtonBox;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class NoteLine;
class OptionForm;

// The options of one share.
class ShareOptionsDialog final : public QDialog
{
    Q_OBJECT

public:
    // `instance` outlives it. `share`: full id in hexadecimal; `folder`: its folder, for the title.
    ShareOptionsDialog(models::Instance& instance, const QString& share, const QString& folder,
                       QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void review();
    void save();
    void retranslate();

    models::Instance& m_instance;
    const QString m_share;
    const QString m_folder;
    bool m_isSaving = false;
    models::OptionsModel m_options;
    OptionForm* const m_form;
    NoteLine* const m_note;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
